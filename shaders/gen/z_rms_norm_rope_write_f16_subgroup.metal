#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _53 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _56 = (_53 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _66 = SPIRV_CROSS_CONSTANT_ID_0;

struct _196
{
    float2 _m0[1];
};

struct _242
{
    uint _m0;
    uint _m1;
    uint _m2;
    float _m3;
    float _m4;
};

struct _255
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 256u
#endif
constant uint _260 = SPIRV_CROSS_CONSTANT_ID_2;

struct _278
{
    uint _m0[1];
};

struct _348
{
    float _m0[1];
};

struct _387
{
    float _m0[1];
};

struct _419
{
    float _m0[1];
};

constant uint _478 = (_260 / 2u);
constant uint _482 = (_260 / 2u);

struct _486
{
    int _m0[1];
};

constant uint _494 = (_260 / 2u);

struct _514
{
    float _m0[1];
};

struct _522
{
    float _m0[1];
};

constant uint _590 = (_260 / 2u);

struct _593
{
    float _m0[1];
};

constant uint _618 = (_260 / 2u);
constant uint _621 = (_260 / 2u);

struct _655
{
    int _m0[1];
};

constant uint _697 = (2u * _66);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _700 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_700, 1u, 1u);

kernel void main0(constant _242& _244 [[buffer(0)]], const device _348& _350 [[buffer(2)]], const device _387& _389 [[buffer(3)]], const device _419& _421 [[buffer(4)]], const device _514& _516 [[buffer(5)]], const device _522& _524 [[buffer(6)]], const device _486& _488 [[buffer(7)]], const device _655& _657 [[buffer(8)]], const device _196& _198 [[buffer(9)]], device _593& _595 [[buffer(10)]], device _255& _257 [[buffer(11)]], device _278& _280 [[buffer(12)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _69[_66];
    threadgroup float _263[_260];
    bool _334 = gl_WorkGroupID.x < _244._m0;
    if (_334)
    {
        for (uint _1138 = gl_LocalInvocationID.x; _1138 < _260; )
        {
            _263[_1138] = _350._m0[(((gl_WorkGroupID.y * _244._m0) + gl_WorkGroupID.x) * _260) + _1138];
            _1138 += _66;
            continue;
        }
    }
    else
    {
        if (gl_WorkGroupID.x < (_244._m0 + _244._m1))
        {
            for (uint _1137 = gl_LocalInvocationID.x; _1137 < _260; )
            {
                _263[_1137] = _389._m0[((((gl_WorkGroupID.y * _244._m1) + gl_WorkGroupID.x) - _244._m0) * _260) + _1137];
                _1137 += _66;
                continue;
            }
        }
        else
        {
            for (uint _1136 = gl_LocalInvocationID.x; _1136 < _260; )
            {
                _263[_1136] = _421._m0[(((((gl_WorkGroupID.y * _244._m1) + gl_WorkGroupID.x) - _244._m0) - _244._m1) * _260) + _1136];
                _1136 += _66;
                continue;
            }
        }
    }
    bool _448 = gl_WorkGroupID.x < (_244._m0 + _244._m1);
    if (_448)
    {
        float _1139;
        if (_334)
        {
            _1139 = _244._m3;
        }
        else
        {
            _1139 = _244._m4;
        }
        float _1141;
        _1141 = 0.0;
        for (uint _1140 = gl_LocalInvocationID.x; _1140 < _260; )
        {
            _1141 = fma(_263[_1140], _263[_1140], _1141);
            _1140 += _66;
            continue;
        }
        float _1144;
        do
        {
            float _774 = simd_sum(_1141);
            if (_56)
            {
                _1144 = _774;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _778 = simd_is_first();
            if (_778)
            {
                _69[gl_SubgroupID] = _774;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1143;
            _1143 = _69[0];
            for (uint _1142 = 1u; _1142 < gl_NumSubgroups; )
            {
                _1143 += _69[_1142];
                _1142++;
                continue;
            }
            _1144 = _1143;
            break;
        } while(false);
        float _757 = _1144 / float(_260);
        float _759 = _757 + _1139;
        float _761 = 1.0 / sqrt(_759);
        threadgroup_barrier(mem_flags::mem_threadgroup);
        for (uint _1145 = gl_LocalInvocationID.x; _1145 < _478; _1145 += _66)
        {
            uint _483 = _1145 + _482;
            uint _493 = uint(_488._m0[gl_WorkGroupID.y]);
            float2 _1159;
            _1159 = float2(1.0, 0.0);
            float2 _1166;
            for (uint _1158 = 0u; _1158 < 4u; _1159 = _1166, _1158++)
            {
                uint _823 = (_493 >> (8u * _1158)) & 255u;
                if (_823 != 0u)
                {
                    uint _834 = (((_1158 * 256u) + _823) * _494) + _1145;
                    _1166 = float2(fma(_1159.x, _198._m0[_834].x, -(_1159.y * _198._m0[_834].y)), fma(_1159.x, _198._m0[_834].y, _1159.y * _198._m0[_834].x));
                }
                else
                {
                    _1166 = _1159;
                }
            }
            float _503 = _263[_1145];
            float _1161;
            if (_334)
            {
                _1161 = _516._m0[_1145];
            }
            else
            {
                _1161 = _524._m0[_1145];
            }
            float _529 = (_503 * _761) * _1161;
            float _533 = _263[_483];
            float _1162;
            if (_334)
            {
                _1162 = _516._m0[_483];
            }
            else
            {
                _1162 = _524._m0[_483];
            }
            float _551 = (_533 * _761) * _1162;
            _263[_1145] = fma(_529, _1159.x, -(_551 * _1159.y));
            _263[_483] = fma(_529, _1159.y, _551 * _1159.x);
        }
    }
    if (_334)
    {
        for (uint _1157 = gl_LocalInvocationID.x; _1157 < _590; )
        {
            uint _604 = (((gl_WorkGroupID.y * _244._m0) + gl_WorkGroupID.x) * _260) + _1157;
            _595._m0[_604] = _263[_1157];
            _595._m0[_604 + _618] = _263[_1157 + _621];
            _1157 += _66;
            continue;
        }
    }
    else
    {
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _633 = gl_WorkGroupID.x - _244._m0;
        uint _1146;
        if (_633 < _244._m1)
        {
            _1146 = _633;
        }
        else
        {
            _1146 = _633 - _244._m1;
        }
        uint _679 = ((((uint(_657._m0[gl_WorkGroupID.y]) * _244._m2) + (uint(_488._m0[gl_WorkGroupID.y]) % _244._m2)) * _244._m1) + _1146) * _260;
        uint _682 = 2u * gl_LocalInvocationID.x;
        for (uint _1147 = _682; _1147 < _260; _1147 += _697)
        {
            uint _692 = _679 + _1147;
            if (_448)
            {
                uint _1150;
                do
                {
                    uint _932 = as_type<uint>(_263[_1147]);
                    uint _935 = (_932 >> uint(16)) & 32768u;
                    uint _937 = _932 & 2147483647u;
                    if (_937 >= 1199570944u)
                    {
                        _1150 = _935 | ((_937 > 2139095040u) ? 32256u : 31744u);
                        break;
                    }
                    if (_937 < 947912704u)
                    {
                        _1150 = _935 | (as_type<uint>(as_type<float>(_937) + 0.5) - 1056964608u);
                        break;
                    }
                    _1150 = _935 | (((_937 + 3355447295u) + ((_937 >> uint(13)) & 1u)) >> uint(13));
                    break;
                } while(false);
                uint _1151;
                do
                {
                    uint _978 = as_type<uint>(_263[_1147 + 1u]);
                    uint _981 = (_978 >> uint(16)) & 32768u;
                    uint _983 = _978 & 2147483647u;
                    if (_983 >= 1199570944u)
                    {
                        _1151 = _981 | ((_983 > 2139095040u) ? 32256u : 31744u);
                        break;
                    }
                    if (_983 < 947912704u)
                    {
                        _1151 = _981 | (as_type<uint>(as_type<float>(_983) + 0.5) - 1056964608u);
                        break;
                    }
                    _1151 = _981 | (((_983 + 3355447295u) + ((_983 >> uint(13)) & 1u)) >> uint(13));
                    break;
                } while(false);
                _257._m0[_692 / 2u] = _1150 | (_1151 << uint(16));
            }
            else
            {
                uint _1148;
                do
                {
                    uint _1036 = as_type<uint>(_263[_1147]);
                    uint _1039 = (_1036 >> uint(16)) & 32768u;
                    uint _1041 = _1036 & 2147483647u;
                    if (_1041 >= 1199570944u)
                    {
                        _1148 = _1039 | ((_1041 > 2139095040u) ? 32256u : 31744u);
                        break;
                    }
                    if (_1041 < 947912704u)
                    {
                        _1148 = _1039 | (as_type<uint>(as_type<float>(_1041) + 0.5) - 1056964608u);
                        break;
                    }
                    _1148 = _1039 | (((_1041 + 3355447295u) + ((_1041 >> uint(13)) & 1u)) >> uint(13));
                    break;
                } while(false);
                uint _1149;
                do
                {
                    uint _1082 = as_type<uint>(_263[_1147 + 1u]);
                    uint _1085 = (_1082 >> uint(16)) & 32768u;
                    uint _1087 = _1082 & 2147483647u;
                    if (_1087 >= 1199570944u)
                    {
                        _1149 = _1085 | ((_1087 > 2139095040u) ? 32256u : 31744u);
                        break;
                    }
                    if (_1087 < 947912704u)
                    {
                        _1149 = _1085 | (as_type<uint>(as_type<float>(_1087) + 0.5) - 1056964608u);
                        break;
                    }
                    _1149 = _1085 | (((_1087 + 3355447295u) + ((_1087 >> uint(13)) & 1u)) >> uint(13));
                    break;
                } while(false);
                _280._m0[_692 / 2u] = _1148 | (_1149 << uint(16));
            }
        }
    }
}

