#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _40 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _43 = (_40 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _53 = SPIRV_CROSS_CONSTANT_ID_0;
constant bool _90 = (_40 == 1u);

struct _124
{
    float _m0[1];
};

struct _141
{
    float _m0[1];
};

struct _161
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    uint _m5;
    uint _m6;
};

struct _177
{
    int _m0[1];
};

struct _235
{
    int _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _253 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 16u
#endif
constant uint _262 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _269 = (_253 * _262);

struct _285
{
    float2 _m0[1];
};

constant uint _439 = (_253 * 64u);

struct _576
{
    float _m0[1];
};

constant uint _613 = (_253 * _262);
constant uint _615 = (_253 * _262);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _783 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_783, 1u, 1u);

kernel void main0(constant _161& _163 [[buffer(0)]], const device _285& _287 [[buffer(2)]], const device _124& _126 [[buffer(3)]], const device _141& _143 [[buffer(4)]], const device _177& _179 [[buffer(5)]], const device _235& _237 [[buffer(6)]], device _576& _578 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _56[_53];
    threadgroup float _442[_439];
    do
    {
        uint _170 = _163._m5 + gl_WorkGroupID.z;
        uint _174 = _163._m1 / 2u;
        uint _184 = uint(_179._m0[_170]);
        bool _189 = _163._m3 > 0u;
        bool _196;
        if (_189)
        {
            _196 = _184 >= _163._m3;
        }
        else
        {
            _196 = _189;
        }
        uint _979;
        if (_196)
        {
            _979 = (_184 - _163._m3) + 1u;
        }
        else
        {
            _979 = 0u;
        }
        uint _210 = _979 / 64u;
        uint _213 = _210 + gl_WorkGroupID.x;
        if (_213 > (_184 / 64u))
        {
            break;
        }
        uint _224 = _213 * 64u;
        uint _225 = max(_979, _224);
        uint _232 = min((_184 + 1u), ((_213 + 1u) * 64u));
        uint _245 = uint(_237._m0[_170]) * _163._m2;
        float2 _272[_269];
        for (uint _980 = 0u; _980 < _253; _980++)
        {
            for (uint _1051 = 0u; _1051 < _262; _1051++)
            {
                uint _268 = (_1051 * _53) + gl_LocalInvocationID.x;
                float2 _1053;
                if (_268 < _174)
                {
                    _1053 = _287._m0[(((((_170 * _163._m0) + gl_WorkGroupID.y) * _253) + _980) * _174) + _268];
                }
                else
                {
                    _1053 = float2(0.0);
                }
                _272[(_980 * _262) + _1051] = _1053;
            }
        }
        float _347[_253];
        for (uint _981 = _225; _981 < _232; _981++)
        {
            uint _336 = (((_245 + (_981 % _163._m2)) * _163._m0) + gl_WorkGroupID.y) * _174;
            for (uint _1031 = 0u; _1031 < _253; )
            {
                _347[_1031] = 0.0;
                _1031++;
                continue;
            }
            uint _1032;
            _1032 = 0u;
            for (; _1032 < _262; _1032++)
            {
                uint _364 = (_1032 * _53) + gl_LocalInvocationID.x;
                float2 _1047;
                if (_364 < _174)
                {
                    uint _816 = 2u * (_336 + min(_364, (_174 - 1u)));
                    _1047 = float2(_126._m0[_816], _126._m0[_816 + 1u]);
                }
                else
                {
                    _1047 = float2(0.0);
                }
                for (uint _1048 = 0u; _1048 < _253; )
                {
                    uint _394 = (_1048 * _262) + _1032;
                    _347[_1048] = fma(_272[_394].y, _1047.y, fma(_272[_394].x, _1047.x, _347[_1048]));
                    _1048++;
                    continue;
                }
            }
            for (uint _1033 = 0u; _1033 < _253; _1033++)
            {
                float _432 = _347[_1033];
                float _1039;
                do
                {
                    float _833 = simd_sum(_432);
                    if (_43)
                    {
                        _1039 = _833;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _837 = simd_is_first();
                    if (_837)
                    {
                        _56[gl_SubgroupID] = _833;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _1038;
                    _1038 = _56[0];
                    for (uint _1037 = 1u; _1037 < gl_NumSubgroups; )
                    {
                        _1038 += _56[_1037];
                        _1037++;
                        continue;
                    }
                    _1039 = _1038;
                    break;
                } while(false);
                if (gl_LocalInvocationID.x == 0u)
                {
                    _442[(_1033 * 64u) + (_981 % 64u)] = _163._m4 * _1039;
                }
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _470 = _253 * ((((gl_WorkGroupID.z * _163._m6) + gl_WorkGroupID.x) * _163._m0) + gl_WorkGroupID.y);
        for (uint _982 = 0u; _982 < _253; _982++)
        {
            float _996;
            _996 = -3.4028234663852885981170418348452e+38;
            float _1057;
            for (uint _995 = gl_LocalInvocationID.x; _995 < 64u; _996 = _1057, _995 += _53)
            {
                uint _494 = _995 + _224;
                bool _496 = _494 >= _225;
                bool _505;
                if (_496)
                {
                    _505 = _494 < _232;
                }
                else
                {
                    _505 = _496;
                }
                if (_505)
                {
                    _1057 = max(_996, _442[(_982 * 64u) + _995]);
                }
                else
                {
                    _1057 = _996;
                }
            }
            float _999;
            do
            {
                float _879 = simd_max(_996);
                if (_90)
                {
                    _999 = _879;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _883 = simd_is_first();
                if (_883)
                {
                    _56[gl_SubgroupID] = _879;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _998;
                _998 = _56[0];
                for (uint _997 = 1u; _997 < gl_NumSubgroups; )
                {
                    _998 = max(_998, _56[_997]);
                    _997++;
                    continue;
                }
                _999 = _998;
                break;
            } while(false);
            float _1001;
            _1001 = 0.0;
            float _1060;
            for (uint _1000 = gl_LocalInvocationID.x; _1000 < 64u; _1001 = _1060, _1000 += _53)
            {
                uint _533 = _1000 + _224;
                bool _535 = _533 >= _225;
                bool _544;
                if (_535)
                {
                    _544 = _533 < _232;
                }
                else
                {
                    _544 = _535;
                }
                if (_544)
                {
                    uint _551 = (_982 * 64u) + _1000;
                    float _553 = _442[_551];
                    float _556 = exp(_553 - _999);
                    _442[_551] = _556;
                    _1060 = _1001 + _556;
                }
                else
                {
                    _1060 = _1001;
                }
            }
            float _1008;
            do
            {
                float _921 = simd_sum(_1001);
                if (_43)
                {
                    _1008 = _921;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _925 = simd_is_first();
                if (_925)
                {
                    _56[gl_SubgroupID] = _921;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1007;
                _1007 = _56[0];
                for (uint _1006 = 1u; _1006 < gl_NumSubgroups; )
                {
                    _1007 += _56[_1006];
                    _1006++;
                    continue;
                }
                _1008 = _1007;
                break;
            } while(false);
            if (gl_LocalInvocationID.x == 0u)
            {
                uint _588 = ((_470 + _982) * (_163._m1 + 2u)) + _163._m1;
                _578._m0[_588] = _999;
                _578._m0[_588 + 1u] = _1008;
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        float2 _618[_615];
        for (uint _983 = 0u; _983 < _613; )
        {
            _618[_983] = float2(0.0);
            _983++;
            continue;
        }
        uint _984;
        _984 = _225;
        float _655[_253];
        for (; _984 < _232; _984++)
        {
            uint _646 = (((_245 + (_984 % _163._m2)) * _163._m0) + gl_WorkGroupID.y) * _174;
            for (uint _989 = 0u; _989 < _253; )
            {
                _655[_989] = _442[(_989 * 64u) + (_984 % 64u)];
                _989++;
                continue;
            }
            uint _990;
            _990 = 0u;
            for (; _990 < _262; _990++)
            {
                uint _962 = 2u * (_646 + min(((_990 * _53) + gl_LocalInvocationID.x), (_174 - 1u)));
                float2 _970 = float2(_143._m0[_962], _143._m0[_962 + 1u]);
                for (uint _993 = 0u; _993 < _253; )
                {
                    uint _698 = (_993 * _262) + _990;
                    _618[_698] = fma(float2(_655[_993]), _970, _618[_698]);
                    _993++;
                    continue;
                }
            }
        }
        for (uint _985 = 0u; _985 < _253; _985++)
        {
            for (uint _986 = 0u; _986 < _262; _986++)
            {
                uint _738 = (_986 * _53) + gl_LocalInvocationID.x;
                if (_738 < _174)
                {
                    uint _753 = ((_470 + _985) * (_163._m1 + 2u)) + (2u * _738);
                    uint _757 = (_985 * _262) + _986;
                    _578._m0[_753] = _618[_757].x;
                    _578._m0[_753 + 1u] = _618[_757].y;
                }
            }
        }
        break;
    } while(false);
}

