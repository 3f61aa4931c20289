#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _31
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _60 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _63 = (_60 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _73 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _108 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _109 = (_108 == 0u);

struct _115
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    float _m5;
};

struct _138
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _151 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _152 = (_151 + 3u);
constant uint _153 = (_152 / 4u);
constant bool _169 = (_108 == 2u);

struct _201
{
    float _m0[1];
};

struct _218
{
    float _m0[1];
};

struct _239
{
    float _m0[1];
};

struct _291
{
    float _m0[1];
};

constant bool _301 = (_108 == 0u);
#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _389 = SPIRV_CROSS_CONSTANT_ID_2;

struct _495
{
    uint4 _m0[1];
};

struct _518
{
    uint4 _m0[1];
};

constant uint _570 = (_389 + _73);
constant uint _571 = (_570 - 1u);
constant uint _572 = (_571 / _73);

struct _616
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _637 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_637, 1u, 1u);

kernel void main0(constant _115& _117 [[buffer(0)]], const device _138& _140 [[buffer(2)]], const device _291& _293 [[buffer(3)]], const device _218& _220 [[buffer(4)]], const device _201& _203 [[buffer(5)]], device _239& _241 [[buffer(6)]], const device _495& _497 [[buffer(7)]], const device _518& _520 [[buffer(9)]], device _616& _618 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _76[_73];
    threadgroup float4 _156[_153];
    uint _390 = gl_WorkGroupID.x * _389;
    do
    {
        if (_109)
        {
            break;
        }
        uint _686 = gl_WorkGroupID.y * _117._m2;
        float _1120;
        _1120 = 0.0;
        for (uint _1119 = gl_LocalInvocationID.x; _1119 < _117._m2; )
        {
            uint _698 = (_686 + _1119) / 4u;
            uint _700 = _1119 % 4u;
            ((threadgroup float*)&_156[_1119 / 4u])[_700] = ((device float*)&_140._m0[_698])[_700];
            _1120 = fma(((device float*)&_140._m0[_698])[_700], ((device float*)&_140._m0[_698])[_700], _1120);
            _1119 += _73;
            continue;
        }
        float _1125;
        if (_169)
        {
            float _1123;
            do
            {
                float _833 = simd_sum(_1120);
                if (_63)
                {
                    _1123 = _833;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _837 = simd_is_first();
                if (_837)
                {
                    _76[gl_SubgroupID] = _833;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1122;
                _1122 = _76[0];
                for (uint _1121 = 1u; _1121 < gl_NumSubgroups; )
                {
                    _1122 += _76[_1121];
                    _1121++;
                    continue;
                }
                _1123 = _1122;
                break;
            } while(false);
            float _728 = 1.0 / sqrt((_1123 / float(_117._m2)) + _117._m5);
            float _1126;
            _1126 = 0.0;
            float _774;
            for (uint _1124 = gl_LocalInvocationID.x; _1124 < _117._m2; _1126 = _774, _1124 += _73)
            {
                uint _739 = _686 + _1124;
                uint _743 = _1124 / 4u;
                uint _745 = _1124 % 4u;
                float _747 = ((threadgroup float*)&_156[_743])[_745];
                float _754 = fma(_747 * _728, _220._m0[_1124], _203._m0[_739]);
                ((threadgroup float*)&_156[_743])[_745] = _754;
                if (gl_WorkGroupID.x == 0u)
                {
                    _241._m0[_739] = _754;
                }
                _774 = fma(_754, _754, _1126);
            }
            _1125 = _1126;
        }
        else
        {
            _1125 = _1120;
        }
        float _1129;
        do
        {
            float _875 = simd_sum(_1125);
            if (_63)
            {
                _1129 = _875;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _879 = simd_is_first();
            if (_879)
            {
                _76[gl_SubgroupID] = _875;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1128;
            _1128 = _76[0];
            for (uint _1127 = 1u; _1127 < gl_NumSubgroups; )
            {
                _1128 += _76[_1127];
                _1127++;
                continue;
            }
            _1129 = _1128;
            break;
        } while(false);
        float _790 = 1.0 / sqrt((_1129 / float(_117._m2)) + _117._m4);
        for (uint _1130 = gl_LocalInvocationID.x; _1130 < _117._m2; )
        {
            uint _800 = _1130 / 4u;
            uint _802 = _1130 % 4u;
            ((threadgroup float*)&_156[_800])[_802] = (((threadgroup float*)&_156[_800])[_802] * _790) * _293._m0[_1130];
            _1130 += _73;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _407[_389];
    float _409[_389];
    for (uint _1133 = 0u; _1133 < _389; )
    {
        _409[_1133] = 0.0;
        _407[_1133] = 0.0;
        _1133++;
        continue;
    }
    uint _1134;
    _1134 = gl_LocalInvocationID.x;
    _31 _436[_389];
    _31 _452[_389];
    for (; _1134 < _117._m0; _1134 += _73)
    {
        for (uint _1152 = 0u; _1152 < _389; )
        {
            _31 _923 = _31{ uint4(4u * ((min((_390 + _1152), (_117._m3 - 1u)) * _117._m0) + _1134)), 1.0, 0.0 };
            _436[_1152] = _923;
            _452[_1152] = _923;
            _1152++;
            continue;
        }
        uint _1153;
        _1153 = 0u;
        for (; _1153 < 4u; _1153++)
        {
            uint _480 = (4u * _1134) + _1153;
            float4 _1156;
            do
            {
                if (_301)
                {
                    _1156 = _140._m0[(gl_WorkGroupID.y * (_117._m2 / 4u)) + _480];
                    break;
                }
                _1156 = _156[_480];
                break;
            } while(false);
            for (uint _1157 = 0u; _1157 < _389; )
            {
                float4 _506 = as_type<float4>(_497._m0[_436[_1157]._m0.x + _1153]);
                _407[_1157] = fma(_1156.w, _506.w, fma(_1156.z, _506.z, fma(_1156.y, _506.y, fma(_1156.x, _506.x, _407[_1157]))));
                float4 _528 = as_type<float4>(_520._m0[_452[_1157]._m0.x + _1153]);
                _409[_1157] = fma(_1156.w, _528.w, fma(_1156.z, _528.z, fma(_1156.y, _528.y, fma(_1156.x, _528.x, _409[_1157]))));
                _1157++;
                continue;
            }
        }
    }
    float _575[_572];
    float _580[_572];
    for (uint _1135 = 0u; _1135 < _389; _1135++)
    {
        float _556 = _407[_1135];
        float _1141;
        do
        {
            float _1010 = simd_sum(_556);
            if (_63)
            {
                _1141 = _1010;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1014 = simd_is_first();
            if (_1014)
            {
                _76[gl_SubgroupID] = _1010;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1140;
            _1140 = _76[0];
            for (uint _1139 = 1u; _1139 < gl_NumSubgroups; )
            {
                _1140 += _76[_1139];
                _1139++;
                continue;
            }
            _1141 = _1140;
            break;
        } while(false);
        float _562 = _409[_1135];
        float _1147;
        do
        {
            float _1048 = simd_sum(_562);
            if (_63)
            {
                _1147 = _1048;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1052 = simd_is_first();
            if (_1052)
            {
                _76[gl_SubgroupID] = _1048;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1146;
            _1146 = _76[0];
            for (uint _1145 = 1u; _1145 < gl_NumSubgroups; )
            {
                _1146 += _76[_1145];
                _1145++;
                continue;
            }
            _1147 = _1146;
            break;
        } while(false);
        if ((_1135 % _73) == gl_LocalInvocationID.x)
        {
            uint _577 = _1135 / _73;
            _575[_577] = _1141;
            _580[_577] = _1147;
        }
    }
    for (uint _1136 = 0u; _1136 < _572; _1136++)
    {
        uint _599 = (_1136 * _73) + gl_LocalInvocationID.x;
        uint _603 = _390 + _599;
        bool _605 = _599 < _389;
        bool _612;
        if (_605)
        {
            _612 = _603 < _117._m3;
        }
        else
        {
            _612 = _605;
        }
        if (_612)
        {
            _618._m0[(gl_WorkGroupID.y * _117._m3) + _603] = (_575[_1136] / (1.0 + exp(fma((0.0447149984538555145263671875 * _575[_1136]) * _575[_1136], _575[_1136], _575[_1136]) * (-1.5957691669464111328125)))) * _580[_1136];
        }
    }
}

